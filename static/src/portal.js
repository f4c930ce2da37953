// What the browser adds to pages that work without it: htmx, focus on the error
// summary, menus that close by Escape or a click elsewhere.

import htmx from "htmx.org";

import "./organisms.js";
import "./upload.js";

window.htmx = htmx;

function focusErrors(root) {
  root.querySelector("[data-error-summary]")?.focus();
}

// A link in the summary moves the focus to the field itself, not only the page.
function followErrorLink(event) {
  const link = event.target.closest("[data-error-summary] a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: "center" });
  (field.matches("input, select, textarea, button, a") ? field : field.querySelector("input, select, textarea"))?.focus();
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.ggo-menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

function escapeMenu(event) {
  const menu = event.key === "Escape" && event.target.closest("details.ggo-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

// A second click on a submit button must not send a form twice; without JavaScript
// the server sees to that. The button stays enabled, so its name is still sent.
function sendOnce(event) {
  const form = event.target;
  if (event.submitter?.formTarget === "_blank") return; // a look at it: this page goes on
  if (form.dataset.sent && !event.defaultPrevented) event.preventDefault();
  else if (form.method === "post" && !event.defaultPrevented) form.dataset.sent = "1";
}

// A text that no page saves by itself: the browser asks before it is left behind.
function markTyped(field) {
  const { form, name } = field;
  const isKept = form?.hasAttribute("hx-post") && !name.startsWith("talk-");
  if (field.matches("textarea") && form?.method === "post" && !isKept) form.dataset.typed = "1";
}

// What was saved leads to another page; what a page gives back was not saved.
function markGivenBack() {
  if (!document.body.hasAttribute("data-given-back")) return;
  for (const text of document.querySelectorAll("textarea")) if (text.value.trim()) markTyped(text);
}

function askBeforeLeaving(event) {
  if (document.querySelector("form[data-typed]:not([data-sent])")) event.preventDefault();
}

// Somebody who signed in anew in another tab has another token by now; the page goes
// on with that one, so that what was typed here can still be sent.
function currentToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
}

function renewToken(form) {
  const field = form.elements?.csrfmiddlewaretoken;
  if (field && currentToken()) field.value = currentToken();
}

// A day that is typed whole counts at once, as one that is picked from a calendar does.
const WHOLE_DAY = /^\s*(\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}-\d{2}-\d{2})\s*$/;

function takeWholeDay(event) {
  if (!event.target.matches("[data-day]") || !WHOLE_DAY.test(event.target.value)) return;
  event.target.dispatchEvent(new Event("change", { bubbles: true }));
}

// The saved state must not go on saying "saved" when a save did not arrive.
function tellNotSaved() {
  const saved = document.getElementById("saved");
  if (!saved?.dataset.failed) return;
  saved.textContent = saved.dataset.failed;
  saved.className = "ggo-saved ggo-saved--failed";
}

document.addEventListener("htmx:configRequest", (event) => {
  const { parameters } = event.detail;
  if (parameters.csrfmiddlewaretoken && currentToken()) parameters.csrfmiddlewaretoken = currentToken();
});
document.addEventListener("htmx:responseError", tellNotSaved);
document.addEventListener("htmx:sendError", tellNotSaved);
document.addEventListener("input", takeWholeDay);
document.addEventListener("input", (event) => markTyped(event.target));
window.addEventListener("beforeunload", askBeforeLeaving);
document.addEventListener("submit", (event) => renewToken(event.target));
document.addEventListener("click", followErrorLink);
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.ggo-menu")));
document.addEventListener("keydown", escapeMenu);
document.addEventListener("submit", sendOnce);
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
document.addEventListener("DOMContentLoaded", () => focusErrors(document));
document.addEventListener("DOMContentLoaded", markGivenBack);
document.addEventListener("htmx:afterSettle", (event) => focusErrors(event.target));
