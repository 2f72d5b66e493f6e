// On the overview: send what an earlier page left on this computer, and name what could not be sent.

import { begin, listen, start } from "./sender.js";

const notice = document.querySelector("[data-waiting]");
if (notice) {
  const { user, campaign, agency } = notice.dataset;
  listen(({ type, entries }) => {
    if (type !== "left") return;
    const here = entries.filter((entry) => entry.campaign === campaign && entry.agency === agency);
    const links = new Map(here.map((entry) => [entry.criterion, entry.url.replace(/luu$/, "")]));
    notice.hidden = links.size === 0;
    notice.querySelector("[data-waiting-list]").replaceChildren(...[...links].flatMap(([code, url]) => {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = code;
      return [link, " "];
    }));
  });
  begin(Number(user)).then(start);
}
