// The token that forms and scripts carry. Signing in again in another tab gives another one; a page that was open before
// takes it over, so that what is filled in need not be filled in again.

const NAME = "csrfmiddlewaretoken";

/** Read each time it is sent. */
export function token() {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  return cookie ? cookie.slice("csrftoken=".length) : (document.querySelector(`[name=${NAME}]`)?.value ?? "");
}

function renew() {
  for (const field of document.querySelectorAll(`[name=${NAME}]`)) field.value = token();
}

addEventListener("focus", renew);
document.addEventListener("submit", renew, true);
document.addEventListener("visibilitychange", renew);
