// A sound and a notification for breaking entries, each only if the reader asked for it.
import { remembered } from "./preferences";

export interface Alerts {
  /** Tells of a new entry if it is breaking. */
  tell(entry: HTMLElement): void;
}

/** @param show called when the reader clicks on the notification of an entry */
export function alerts(show: (id: string) => void): Alerts {
  let audio: AudioContext | undefined;
  const wakeAudio = () => {
    audio ??= new AudioContext();
    // Browsers let a page make sounds once the reader has done something on it.
    void audio.resume().catch(() => {});
  };
  const sound = remembered("sound-breaking", (on) => {
    if (!on) return;
    wakeAudio();
    beep(audio);
  });
  for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, () => { if (sound.on && audio?.state !== "running") wakeAudio(); });

  const notify = remembered("notify-breaking", async (on) => {
    if (on && (await Notification.requestPermission()) !== "granted") notify.set(false);
  });
  if (!("Notification" in globalThis)) notify.hide();
  else if (Notification.permission !== "granted") notify.set(false);

  return {
    tell(entry) {
      if (!entry.classList.contains("breaking")) return;
      if (sound.on) beep(audio);
      // Who looks at the page sees it.
      if (!notify.on || !document.hidden) return;
      try {
        const notification = new Notification(entry.querySelector("h3")?.textContent?.trim() ?? "", {
          body: document.querySelector("h1")?.textContent?.trim() ?? "",
          tag: entry.id,
          lang: document.documentElement.lang,
        });
        notification.onclick = () => {
          focus();
          show(entry.id);
          notification.close();
        };
      } catch {
        // Browsers of phones have none for pages.
      }
    },
  };
}

/** Two short notes, made here: no file to load. */
function beep(audio: AudioContext | undefined): void {
  if (audio?.state !== "running") return;
  [660, 880].forEach((frequency, index) => {
    const at = audio.currentTime + index * 0.16;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.15, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.15);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.16);
  });
}
