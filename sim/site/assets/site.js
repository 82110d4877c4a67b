// What the pages of the site do: guess before the outcome, replay, sliders, search.
"use strict";
document.documentElement.classList.add("scripts");

/** Play a replay in the place for it. */
function play(place, data) {
  if (place) mountPlayer({ data: data(), parentElement: place });
}

/** Show the outcome, and beside it what was guessed, if anything was. */
function showOutcome(form, guessed) {
  const said = document.getElementById("said");
  said.hidden = !guessed;
  said.querySelector("strong").textContent = guessed;
  form.hidden = true;
  document.querySelector("#outcome [tabindex='-1']").focus();
  play(document.getElementById("replay"), () => REPLAY);
}

/** Ask for a guess before the outcome; a page without a question shows everything. */
function askForGuess() {
  const form = document.getElementById("guess");
  if (!form) return;
  form.addEventListener("change", () => { form.querySelector("[type=submit]").disabled = false; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    showOutcome(form, form.elements.guess.value);
  });
  document.getElementById("no-guess").addEventListener("click", () => showOutcome(form, ""));
}

/** Show the row of a table that a slider is at. */
function followSlider(section) {
  const slider = section.querySelector("input"), rows = [...section.querySelectorAll("tbody tr")];
  const show = () => {
    rows.forEach((row, place) => { row.hidden = place !== Number(slider.value); });
    slider.setAttribute("aria-valuetext", rows[slider.value].querySelector("th").textContent);
  };
  slider.addEventListener("input", show);
  show();
}

/** List every place whose name or text has all words that are searched for. */
function searchAll() {
  const box = document.getElementById("search");
  if (!box) return;
  const results = document.getElementById("results"), found = document.getElementById("found");
  box.addEventListener("input", () => {
    const sought = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const places = !sought.length ? [] : SEARCH_INDEX.filter(([, name, text]) => {
      const words = `${name} ${text}`.toLowerCase();
      return sought.every((word) => words.includes(word));
    });
    results.replaceChildren(...places.map(([address, name]) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = address;
      link.textContent = name;
      item.append(link);
      return item;
    }));
    found.textContent = places.length;
    found.parentElement.hidden = !sought.length;
  });
}

addEventListener("DOMContentLoaded", () => {
  play(
    document.getElementById("opening"),
    () => document.getElementById("opening-data").textContent,
  );
  askForGuess();
  document.querySelectorAll(".variants").forEach(followSlider);
  searchAll();
});
