// The search: asks Pagefind, whose files lie beside this site's own, and lists what it finds.
const place = document.querySelector("[data-search]");
const root = place.dataset.search;
const words = document.getElementById("search-words");
const count = document.getElementById("search-count");
const found = document.getElementById("search-found");
const MOST = 30;

const pagefind = await import(new URL(`${root}pagefind/pagefind.js`, document.baseURI));
// The index is small: a worker would take longer to start than to search.
await pagefind.options({ excerptLength: 24, noWorker: true });
pagefind.init();

// What Pagefind gives as an excerpt is text with <mark> around what was found; everything else is escaped.
function excerpt(text) {
  const line = document.createElement("p");
  const parsed = new DOMParser().parseFromString(text, "text/html");
  for (const node of parsed.body.childNodes) {
    if (node.nodeName === "MARK") {
      const mark = document.createElement("mark");
      mark.textContent = node.textContent;
      line.append(mark);
    } else {
      line.append(node.textContent);
    }
  }
  return line;
}

function entry(result) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = result.url;
  link.textContent = result.meta.title || result.url;
  item.append(link, excerpt(result.excerpt));
  return item;
}

async function look() {
  const asked = words.value.trim();
  const address = new URL(location.href);
  if (asked) {
    address.searchParams.set("q", asked);
  } else {
    address.searchParams.delete("q");
  }
  history.replaceState(null, "", address);
  if (!asked) {
    count.textContent = "";
    found.replaceChildren();
    return;
  }
  const answer = await pagefind.debouncedSearch(asked, {}, 120);
  if (answer === null) {
    return;
  }
  const results = await Promise.all(answer.results.slice(0, MOST).map((each) => each.data()));
  const every = answer.results.length;
  count.textContent = every === 0 ? "Nothing found" : every === 1 ? "1 page" : `${every} pages`;
  if (every > MOST) {
    count.textContent += `; the first ${MOST} are shown`;
  }
  found.replaceChildren(...results.map(entry));
}

place.hidden = false;
words.value = new URLSearchParams(location.search).get("q") ?? "";
words.addEventListener("input", look);
words.focus({ preventScroll: true });
await look();
