// Sends one medium. XMLHttpRequest, because fetch does not say how much has been sent.
import type { Medium } from "./items";

export type Sent =
  | { readonly kind: "done"; readonly medium: Medium }
  | { readonly kind: "refused"; readonly code?: string; readonly args: readonly string[]; readonly detail?: string; readonly status: number }
  | { readonly kind: "sign-in" }
  /** The line is away, or the server is not in a state to answer: worth another attempt. */
  | { readonly kind: "failed" }
  | { readonly kind: "stopped" };

// A line that takes nothing for this long is away, whatever it says.
const silenceMs = 30_000;

/** @param onProgress is told how much is sent, from 0 to 1 */
export function upload(address: string, files: readonly Blob[], onProgress: (share: number) => void, stop: AbortSignal): Promise<Sent> {
  return new Promise((resolve) => {
    const form = new FormData();
    for (const file of files) form.append("files", file, "file");
    const request = new XMLHttpRequest();
    let silence: ReturnType<typeof setTimeout>;
    const listen = (ms = silenceMs) => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), ms);
    };
    const end = (sent: Sent) => {
      clearTimeout(silence);
      stop.removeEventListener("abort", abort);
      resolve(sent);
    };
    const abort = () => request.abort();
    request.upload.onprogress = (progress) => {
      listen();
      if (progress.lengthComputable) onProgress(progress.loaded / progress.total);
    };
    // The server makes the other formats now; on a busy machine several photos wait for each other.
    request.upload.onload = () => listen(6 * silenceMs);
    request.onload = () => end(answer(request));
    request.onerror = () => end({ kind: "failed" });
    request.onabort = () => end(stop.aborted ? { kind: "stopped" } : { kind: "failed" });
    stop.addEventListener("abort", abort);
    request.open("POST", address);
    request.setRequestHeader("accept", "application/json");
    request.send(form);
    listen();
  });
}

function answer(request: Pick<XMLHttpRequest, "status" | "responseText" | "getResponseHeader">): Sent {
  const { status } = request;
  const isJson = /\bjson\b/.test(request.getResponseHeader("content-type") ?? "");
  if (status === 401) return { kind: "sign-in" };
  if (status >= 500 || status === 429 || status === 408 || status === 0) return { kind: "failed" };
  const body = isJson ? parsed(request.responseText) : {};
  if (status >= 400) {
    return {
      kind: "refused", status, args: Array.isArray(body.args) ? body.args.map(String) : [],
      ...(typeof body.code === "string" && { code: body.code }), ...(typeof body.detail === "string" && { detail: body.detail }),
    };
  }
  // A page that is not the API's answer is somebody else's, such as a hotel's network.
  return typeof body.path === "string" ? { kind: "done", medium: body as unknown as Medium } : { kind: "failed" };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
