// Article view: pointing at an event, or moving to it, lights up its words in the text.

const ROLES = ["trigger", "agent", "patient", "place", "theme", "source"];
const marks = [...document.querySelectorAll(".text .mark[data-keys]")];
const sentences = [...document.querySelectorAll(".text .sentence")];
const holders = [...document.querySelectorAll(".side [data-trigger]")];

const words = (text) => new Set((text || "").split(" ").filter(Boolean));

function clear() {
  for (const lit of document.querySelectorAll(".lit, .lit-source")) {
    lit.classList.remove("lit", "lit-source");
  }
}

function light(holder) {
  clear();
  holder.classList.add("lit");
  for (const role of ROLES) {
    const keys = words(holder.dataset[role]);
    for (const mark of marks) {
      if (mark.dataset.keys.split(" ").some((key) => keys.has(key))) {
        mark.classList.add(role === "source" ? "lit-source" : "lit");
      }
    }
  }
  const around = words(holder.dataset.sentence);
  for (const sentence of sentences) {
    sentence.classList.toggle("lit", around.has(sentence.dataset.key));
  }
}

// The text scrolls by itself beside the cards; only on a wide screen, since a page that jumps under the pointer helps nobody.
function reveal() {
  const text = document.querySelector(".text");
  const lit = text?.querySelector(".sentence.lit, .mark.lit");
  if (lit && getComputedStyle(text).position === "sticky") {
    const [inner, outer] = [lit.getBoundingClientRect(), text.getBoundingClientRect()];
    if (inner.top < outer.top + 20 || inner.bottom > outer.bottom - 20) {
      text.scrollBy({ top: inner.top - outer.top - outer.height / 3 });
    }
  }
}

for (const holder of holders) {
  for (const event of ["mouseenter", "focusin"]) {
    holder.addEventListener(event, () => { light(holder); reveal(); });
  }
  holder.addEventListener("mouseleave", clear);
  holder.addEventListener("focusout", clear);
}

for (const mark of marks.filter((m) => m.dataset.event)) {
  const card = document.getElementById(mark.dataset.event);
  for (const event of ["mouseenter", "focus"]) {
    mark.addEventListener(event, () => card && light(card));
  }
  mark.addEventListener("mouseleave", clear);
  mark.addEventListener("blur", clear);
  mark.addEventListener("click", (event) => {
    if (card && !card.hidden) {
      event.preventDefault();
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: "center" });
    }
  });
}

for (const button of document.querySelectorAll(".toggles button")) {
  button.addEventListener("click", () => {
    const shown = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(shown));
    for (const card of document.querySelectorAll(`.card[data-family="${button.dataset.family}"]`)) {
      card.hidden = !shown;
    }
  });
}

// On a phone the legend would stand between the title and the text.
if (matchMedia("(max-width: 40rem)").matches) {
  document.querySelector(".legend")?.removeAttribute("open");
}

// A link to an event of the page leads to its card, and the card is where the keyboard goes on.
if (location.hash.length > 1) {
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.focus();
}
