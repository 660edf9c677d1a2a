// The script of signing in, of one's own account and of links to hand over.
import { copy } from "./copy";
import { passkey } from "./passkey";
import { qr } from "./qr";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) passkey(form);
for (const place of document.querySelectorAll<HTMLElement>("[data-qr]")) qr(place);
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) copy(button);
