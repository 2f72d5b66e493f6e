// The tree opens where one is.

const here = document.querySelector(".tree-side [aria-current]");
const side = here?.closest(".tree-side");
if (side && side.scrollHeight > side.clientHeight) {
  side.scrollTop += here.getBoundingClientRect().top - side.getBoundingClientRect().top - side.clientHeight / 2;
}
