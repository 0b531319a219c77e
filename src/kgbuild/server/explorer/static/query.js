// The SPARQL page: paints the query, asks the service, shows rows as a table or a chart.

const form = document.getElementById("ask");
const area = document.getElementById("sparql");
const painted = document.getElementById("painted");
const result = document.getElementById("result");
const shown = document.getElementById("shown");
const note = document.getElementById("note");
const MOST_ROWS = 1000;
const MOST_BARS = 40;

const TOKEN = new RegExp([
  "(?<h>#[^\\n]*)", "(?<i><[^<>\"{}|^`\\s]*>)", "(?<s>\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*')", "(?<v>[?$]\\w+)",
  "(?<p>[A-Za-z][\\w-]*:[\\w%.-]*)", "(?<n>\\b\\d+(?:\\.\\d+)?\\b)",
  "(?<k>\\b(?:SELECT|CONSTRUCT|ASK|DESCRIBE|WHERE|FROM|NAMED|GRAPH|OPTIONAL|UNION|MINUS|FILTER|BIND|VALUES|AS|DISTINCT|REDUCED|GROUP|ORDER|BY|HAVING|LIMIT|OFFSET|ASC|DESC|PREFIX|BASE|NOT|EXISTS|IN|UNDEF|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT|SEPARATOR|IF|COALESCE|STR|LANG|REGEX|CONTAINS|LCASE|UCASE|REPLACE|STRAFTER|STRBEFORE|STRSTARTS|BOUND|CONCAT)\\b)",
].join("|"), "gi");

function paint() {
  painted.replaceChildren();
  let last = 0;
  for (const found of area.value.matchAll(TOKEN)) {
    const kind = Object.entries(found.groups).find(([, text]) => text !== undefined)[0];
    painted.append(area.value.slice(last, found.index));
    const piece = document.createElement("span");
    piece.className = kind;
    piece.textContent = found[0];
    painted.append(piece);
    last = found.index + found[0].length;
  }
  painted.append(`${area.value.slice(last)}\n`);
}

function link(iri) {
  const where = document.createElement("a");
  const known = iri.includes("/actor/wd-") || iri.includes("/place/gn-") || /#actor-\d+$/.test(iri) ? "actor"
    : /#event-\d+$/.test(iri) ? "event"
    : /\/article\/[0-9a-f]+$/.test(iri) ? "article" : "resource";
  where.href = `/${known}?iri=${encodeURIComponent(iri)}`;
  where.textContent = visible(iri.replace(/^https:\/\/w3id\.org\/kgbuild\/(id|ontology#|plover#)\/?/, ""));
  return where;
}

// As on the other pages: what would not be seen, or would turn other text around, is named.
function visible(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, (c) =>
    "\t\n\r\u00ad\u200d".includes(c) ? c : `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

function cell(term) {
  const box = document.createElement("td");
  if (term?.type === "uri") {
    box.append(link(term.value));
  } else if (term) {
    const text = document.createElement("bdi");
    text.textContent = visible(term.value ?? "");
    box.append(text);
  }
  return box;
}

function table(answer) {
  const made = document.createElement("table");
  const head = made.createTHead().insertRow();
  for (const name of answer.head.vars) {
    const column = document.createElement("th");
    column.scope = "col";
    column.textContent = name.replaceAll("_", " ");
    head.append(column);
  }
  const body = made.createTBody();
  for (const row of answer.results.bindings.slice(0, MOST_ROWS)) {
    body.insertRow().append(...answer.head.vars.map((name) => cell(row[name])));
  }
  return made;
}

function chart(answer) {
  const rows = answer.results.bindings;
  const numeric = (name) => rows.some((row) => row[name]) && rows.every((row) => !row[name] || (row[name].type === "literal" && row[name].value.trim() !== "" && Number.isFinite(Number(row[name].value))));
  const value = answer.head.vars.find(numeric);
  const name = answer.head.vars.find((variable) => variable !== value && !numeric(variable)) ?? answer.head.vars.find((variable) => variable !== value);
  const made = document.createElement("div");
  if (!value) {
    made.textContent = result.dataset.nochart;
    return made;
  }
  made.className = "chart";
  const most = Math.max(...rows.map((row) => Math.abs(Number(row[value]?.value ?? 0))), 1e-9);
  for (const row of rows.slice(0, MOST_BARS)) {
    const number = Number(row[value]?.value ?? 0);
    const label = document.createElement("bdi");
    label.textContent = visible(row[name]?.value ?? "");
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    bar.setAttribute("aria-hidden", "true");
    const length = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    length.setAttribute("width", `${(Math.abs(number) / most) * 100}%`);
    length.setAttribute("height", "100%");
    bar.append(length);
    const figure = document.createElement("span");
    figure.textContent = number.toLocaleString(document.documentElement.lang);
    made.append(label, bar, figure);
  }
  return made;
}

let answer = null;
let asked = "";

function render(view) {
  for (const button of result.querySelectorAll("[data-view]")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
  shown.replaceChildren(answer.text ?? (view === "chart" ? chart(answer) : table(answer)));
}

async function send(accept) {
  const body = new URLSearchParams({ query: asked });
  return fetch("/sparql", { method: "POST", body, headers: { Accept: accept } });
}

function plain(text) {
  const box = document.createElement("pre");
  box.textContent = visible(text);
  return { text: box };
}

async function run(event) {
  event?.preventDefault();
  asked = area.value;
  result.hidden = false;
  note.textContent = result.dataset.running;
  document.getElementById("as-graph").href = `/graph?query=${encodeURIComponent(asked)}`;
  try {
    const reply = await send("application/sparql-results+json, text/turtle;q=0.9");
    const json = reply.headers.get("Content-Type").includes("json");
    if (!reply.ok || !json) {
      answer = plain(await reply.text());
      note.textContent = "";
    } else {
      answer = await reply.json();
      if (answer.results) {
        const all = answer.results.bindings.length;
        note.textContent = all > MOST_ROWS ? result.dataset.cut.replace("{shown}", MOST_ROWS).replace("{all}", all) : String(all);
      } else {
        answer = plain(answer.boolean ? result.dataset.yes : result.dataset.no);
        note.textContent = "";
      }
    }
  } catch {
    answer = plain(result.dataset.unreachable);
    note.textContent = "";
  }
  render("table");
  result.dataset.done = asked;
}

async function download() {
  const reply = await send("text/csv, text/turtle;q=0.5");
  const where = document.createElement("a");
  where.href = URL.createObjectURL(await reply.blob());
  where.download = reply.headers.get("Content-Type").includes("csv") ? "kgbuild.csv" : "kgbuild.ttl";
  where.click();
  setTimeout(() => URL.revokeObjectURL(where.href), 10_000);
}

form.addEventListener("submit", run);
area.addEventListener("input", paint);
area.addEventListener("scroll", () => { painted.scrollTop = area.scrollTop; });
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    run(event);
  }
});
document.getElementById("example").addEventListener("change", (event) => {
  if (event.target.value) {
    area.value = event.target.value;
    paint();
  }
});
for (const button of result.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => answer && render(button.dataset.view));
}
document.getElementById("csv").addEventListener("click", download);
document.querySelector(".editor").classList.add("live");
paint();
