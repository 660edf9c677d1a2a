// Sends a request and says on the page how it goes: waiting, signing in again, stopping.
import { send, type Outcome, type Request } from "./send";
import type { StateLine } from "./state-line";
import { word } from "./words";

const signInAddress = "/account/sign-in?popup=1";

/** Tries until there is an answer; asks to sign in again where that is needed. */
export async function deliver(request: Request, line: StateLine, stop: AbortSignal = new AbortController().signal): Promise<Exclude<Outcome, { kind: "sign-in" }>> {
  for (;;) {
    const wake = new Wake(stop);
    const outcome = await send(request, {
      fetch: (...args) => fetch(...args),
      random: Math.random,
      now: Date.now,
      stop,
      wait: (ms) => wake.wait(ms),
      onProgress(progress) {
        if (progress.kind === "sending") line.say(word("sending"));
        else {
          line.countDown(progress.reached ? "retry-server" : "retry-offline", progress.ms,
            { label: word("retry-now"), act: () => wake.now() });
        }
      },
    });
    if (outcome.kind !== "sign-in") return outcome;
    await signedInAgain(line, stop);
    if (stop.aborted) return { kind: "stopped" };
  }
}

/** A button that opens a window to sign in, beside the text. */
export function signInAction(): { readonly label: string; act(): void } {
  return { label: word("sign-in-open"), act: () => void open(signInAddress, "liveblog-sign-in", "width=480,height=640") };
}

/** A wait that ends sooner when the network comes back, when the editor asks, or when it is called off. */
class Wake {
  private wake: () => void = () => {};

  constructor(private readonly stop: AbortSignal) {}

  now(): void {
    this.wake();
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake(), ms);
      const wake = () => this.wake();
      this.wake = () => {
        clearTimeout(timer);
        removeEventListener("online", wake);
        this.stop.removeEventListener("abort", wake);
        resolve();
      };
      addEventListener("online", wake);
      this.stop.addEventListener("abort", wake);
    });
  }
}

/** On it, the page that ends a signing-in in a window of its own tells the others. */
export const signedInChannel = () => new BroadcastChannel("liveblog-signed-in");

function signedInAgain(line: StateLine, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const channel = signedInChannel();
    const again = () => {
      channel.close();
      removeEventListener("focus", again);
      stop.removeEventListener("abort", again);
      resolve();
    };
    line.say(word("sign-in-again"),
      signInAction(),
      { label: word("retry-now"), act: again });
    // The other window says so; or the editor comes back from it, or from another tab, in some other way.
    channel.onmessage = again;
    addEventListener("focus", again);
    stop.addEventListener("abort", again);
  });
}
