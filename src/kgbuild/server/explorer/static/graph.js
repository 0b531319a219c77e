// The graph: zoom and move, show what a node is connected with, save as SVG or PNG.

const svg = document.getElementById("graph");
const whole = svg?.getAttribute("viewBox").split(" ").map(Number);
let box = whole;

function show(next) {
  box = next;
  svg.setAttribute("viewBox", box.map((n) => n.toFixed(1)).join(" "));
}

function zoom(factor, x = box[0] + box[2] / 2, y = box[1] + box[3] / 2) {
  const scale = Math.min(Math.max(whole[2] / (box[2] / factor), 0.5), 12);
  const [width, height] = [whole[2] / scale, whole[3] / scale];
  show([x - ((x - box[0]) / box[2]) * width, y - ((y - box[1]) / box[3]) * height, width, height]);
}

function point(event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
}

function follow() {
  let from = null;
  let moved = false;
  svg.addEventListener("pointerdown", (event) => { from = point(event); moved = false; });
  svg.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) {
      return;
    }
    const to = point(event);
    moved ||= Math.hypot(to.x - from.x, to.y - from.y) > 4;
    show([box[0] + from.x - to.x, box[1] + from.y - to.y, box[2], box[3]]);
  });
  addEventListener("pointerup", () => { from = null; });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("click", (event) => moved && event.preventDefault(), true);
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const at = point(event);
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, at.x, at.y);
  }, { passive: false });
}

const KEYS = {
  ArrowLeft: () => move(-0.15, 0), ArrowRight: () => move(0.15, 0), ArrowUp: () => move(0, -0.15), ArrowDown: () => move(0, 0.15),
  "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: () => show(whole),
};

function move(across, down) {
  show([box[0] + across * box[2], box[1] + down * box[3], box[2], box[3]]);
}

// The keyboard may reach a node that is not in the picture as it is zoomed.
function reveal(node) {
  const shape = node.querySelector("rect");
  const [x, y] = ["x", "y"].map((name) => Number(shape.getAttribute(name)));
  const width = Number(shape.getAttribute("width"));
  if (x < box[0] || y < box[1] || x + width > box[0] + box[2] || y + 34 > box[1] + box[3]) {
    show([x + width / 2 - box[2] / 2, y + 17 - box[3] / 2, box[2], box[3]]);
  }
}

function focusOn(node) {
  const iri = node?.dataset.iri;
  const near = new Set([iri]);
  for (const line of svg.querySelectorAll(".line")) {
    const touches = line.dataset.source === iri || line.dataset.target === iri;
    line.classList.toggle("dim", Boolean(iri) && !touches);
    if (touches) {
      near.add(line.dataset.source).add(line.dataset.target);
    }
  }
  for (const other of svg.querySelectorAll(".node")) {
    other.classList.toggle("dim", Boolean(iri) && !near.has(other.dataset.iri));
  }
}

// A copy that needs no style sheet: what it looks like here is written into it.
function standalone() {
  const copy = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, index) => {
    const style = getComputedStyle(originals[index]);
    for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight", "text-anchor", "paint-order", "opacity"]) {
      element.setAttribute(name, style.getPropertyValue(name));
    }
    for (const name of ["class", "href", "tabindex", "data-iri", "data-source", "data-target"]) {
      element.removeAttribute(name);
    }
  });
  const [x, y, width, height] = box;
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ x, y, width, height, fill: getComputedStyle(svg.parentElement).backgroundColor })) {
    paper.setAttribute(name, value);
  }
  copy.prepend(paper);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
}

function save(blob, ending) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `kgbuild.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function savePng() {
  const image = new Image();
  image.src = URL.createObjectURL(standalone());
  await image.decode();
  const canvas = document.createElement("canvas");
  const scale = Math.min(2, 8000 / Math.max(box[2], box[3]));
  [canvas.width, canvas.height] = [box[2] * scale, box[3] * scale];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((blob) => save(blob, "png"), "image/png");
}

if (svg) {
  follow();
  for (const node of svg.querySelectorAll(".node")) {
    node.addEventListener("mouseenter", () => focusOn(node));
    node.addEventListener("mouseleave", () => focusOn(null));
    node.addEventListener("focus", () => { focusOn(node); reveal(node); });
    node.addEventListener("blur", () => focusOn(null));
  }
  svg.addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  for (const button of document.querySelectorAll("[data-zoom]")) {
    const factor = Number(button.dataset.zoom);
    button.addEventListener("click", () => (factor ? zoom(factor) : show(whole)));
  }
  document.querySelector("[data-save=svg]").addEventListener("click", () => save(standalone(), "svg"));
  document.querySelector("[data-save=png]").addEventListener("click", savePng);
}
