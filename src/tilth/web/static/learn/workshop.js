// Only adds: the arrow keys move along the list of ripples. Everything works without this file.
const list = document.querySelector("[data-ripples]");
for (const words of document.querySelectorAll("[data-scripted]")) words.hidden = false;
const links = () => [...list.querySelectorAll("a[data-ripple]")];
const cause = (link) => link.closest("ol").closest("li")?.querySelector(":scope > a[data-ripple]");
const followed = (link) => link.closest("li").querySelector(":scope > ol > li > a[data-ripple]");
const WAYS = {
  ArrowDown: (link) => links()[links().indexOf(link) + 1],
  ArrowUp: (link) => links()[links().indexOf(link) - 1],
  ArrowLeft: cause,
  ArrowRight: followed,
  Home: () => links()[0],
  End: () => links().at(-1),
};
list?.addEventListener("keydown", (event) => {
  const link = event.target.closest("a[data-ripple]");
  const way = WAYS[event.key];
  if (!link || !way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const next = way(link);
  if (!next) return;
  event.preventDefault();
  next.focus();
});
