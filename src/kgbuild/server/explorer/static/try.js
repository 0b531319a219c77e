// Puts the example into the form.

const fill = document.getElementById("fill");
fill.addEventListener("click", () => {
  document.querySelector("textarea[name=text]").value = fill.dataset.text;
  document.querySelector("input[name=published]").value = fill.dataset.day;
});
