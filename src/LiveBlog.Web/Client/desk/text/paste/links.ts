// Addresses from elsewhere: which may be linked (as SafeLink in LiveBlog.Core has it), and without what follows readers around.

const tracking = new RegExp("^(?:utm_.*|at_(?:medium|campaign|custom\\d|link.*|format|ptr_name|bbc_team|platform|send_date|recipient.*)|mtm_.*|pk_.*|hsa_.*|"
  + "fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|li_fat_id|yclid|ysclid|igshid?|igsh|mc_[ce]id|mkt_tok|vero_id|oly_(?:anon|enc)_id|"
  + "_hs(?:enc|mi|fp)|__hs.*|xtor|cmpid|cmp|ns_(?:mchannel|source|campaign|linkname)|ref_src|ref_url|s_cid|sr_share|spm|smid|smtyp|ito|wt_mc|guccounter|guce_.*)$", "i");

/** Sites that lead on to the address in one of their parameters. */
const redirects: [host: RegExp, path: RegExp, parameter: string][] = [
  [/^(?:www\.)?google\.[a-z.]+$/, /^\/url$/, "q"],
  [/^(?:www\.)?google\.[a-z.]+$/, /^\/url$/, "url"],
  [/(?:^|\.)safelinks\.protection\.outlook\.com$/, /^\//, "url"],
  [/^lm?\.facebook\.com$/, /^\/l\.php$/, "u"],
  [/^l\.instagram\.com$/, /^\//, "u"],
];

/** Whether readers may be led there. */
export function isSafe(address: string): boolean {
  const trimmed = address.trim();
  if (trimmed === "" || /[\p{Cc}\p{Cf}]/u.test(trimmed)) return false;
  if (/^[/#]/.test(trimmed)) return !/^\/[/\\]/.test(trimmed);
  return /^https?:\/\/[^/?#]/i.test(trimmed) ? parsed(trimmed) !== null : /^(?:mailto|tel):./i.test(trimmed);
}

/** The address for the text, or null where it may not or need not be linked: a relative one would lead to a page of this site. */
export function cleanLink(address: string): string | null {
  const trimmed = address.trim();
  if (!isSafe(trimmed) || /^[/#]/.test(trimmed)) return null;
  const url = /^http/i.test(trimmed) ? parsed(trimmed) : null;
  if (url === null) return trimmed;
  for (const [host, path, parameter] of redirects) {
    const target = host.test(url.hostname) && path.test(url.pathname) ? url.searchParams.get(parameter) : null;
    if (target !== null && /^https?:/i.test(target)) return cleanLink(target);
  }
  return withoutTracking(trimmed);
}

// Not through URLSearchParams, which would spell the other parameters in its own way.
function withoutTracking(address: string): string {
  const [, before = "", query, fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(address) ?? [];
  const kept = (query ?? "").slice(1).split("&").filter((part) => part !== "" && !tracking.test(part.split("=")[0]!));
  const anchor = /^#(?:xtor=|:~:text=|utm_)/i.test(fragment) ? "" : fragment;
  return before + (kept.length > 0 ? `?${kept.join("&")}` : "") + anchor;
}

/** The address in its parts, or null if it is none. */
export function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
