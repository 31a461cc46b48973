// <span class="badge" data-minutes-since="INSTANT" data-limit="15">: the minutes count on while the page is open.
const PAUSE_MS = 15_000;

export function countMinutes(page) {
  const badges = page.querySelectorAll("[data-minutes-since]");
  if (badges.length > 0) setInterval(() => badges.forEach(count), PAUSE_MS);
}

// The first number of its words is the count; words around it are the server's.
function count(badge) {
  const minutes = Math.floor((Date.now() - Date.parse(badge.dataset.minutesSince)) / 60_000);
  const words = badge.querySelector(":scope > span");
  const text = words.textContent.replace(/\d+/, minutes);
  if (minutes >= 0 && words.textContent !== text) words.textContent = text;
  if (minutes > Number(badge.dataset.limit)) badge.dataset.state = "overdue";
}
