// What the pages of the site do: guess before the outcome, replay, sliders, search.
"use strict";
document.documentElement.classList.add("scripts");

/** Play the replay of the page, once its outcome may be seen. */
function play() {
  const data = document.getElementById("replay");
  if (data) {
    mountPlayer({ data: data.textContent, parentElement: document.getElementById("player") });
  }
}

/** Show the outcome, and beside it what was guessed, if anything was. */
function showOutcome(form, guessed) {
  const said = document.getElementById("said");
  said.hidden = !guessed;
  said.querySelector("strong").textContent = guessed;
  form.hidden = true;
  document.querySelector("#outcome h2").focus();
  play();
}

/** Ask for a guess; without a question on the page the replay is there at once. */
function askForGuess() {
  const form = document.getElementById("guess");
  if (!form) return play();
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

/** Leave the cards whose text has every word that is searched for. */
function searchCards() {
  const box = document.getElementById("search");
  if (!box) return;
  const cards = [...document.querySelectorAll(".cards li")];
  box.addEventListener("input", () => {
    const sought = box.value.toLowerCase().split(/\s+/);
    for (const card of cards) {
      const text = card.textContent.toLowerCase();
      card.hidden = !sought.every((word) => text.includes(word));
    }
    document.getElementById("found").textContent = cards.filter((card) => !card.hidden).length;
  });
}

addEventListener("DOMContentLoaded", () => {
  askForGuess();
  document.querySelectorAll(".variants").forEach(followSlider);
  searchCards();
});
