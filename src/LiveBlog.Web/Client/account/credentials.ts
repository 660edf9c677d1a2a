// WebAuthn's JSON (Level 3) to and from what navigator.credentials takes and gives: not every browser, and not every password
// manager that stands in for it, has parseCreationOptionsFromJSON and toJSON.
import { decode, encode } from "./base64url";

interface Descriptor {
  readonly id: string;
  readonly type: "public-key";
  readonly transports?: AuthenticatorTransport[];
}

const descriptors = (list: readonly Descriptor[] | undefined) => list?.map((one) => ({ ...one, id: decode(one.id) }));

export function creationOptions(json: any): PublicKeyCredentialCreationOptions {
  return {
    ...json,
    challenge: decode(json.challenge),
    user: { ...json.user, id: decode(json.user.id) },
    excludeCredentials: descriptors(json.excludeCredentials) ?? [],
  };
}

export function requestOptions(json: any): PublicKeyCredentialRequestOptions {
  return { ...json, challenge: decode(json.challenge), allowCredentials: descriptors(json.allowCredentials) ?? [] };
}

/** What the server checks. */
export function toJson(credential: PublicKeyCredential): string {
  const answer = credential.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const bytes = (value: ArrayBuffer | null | undefined) => (value ? encode(value) : undefined);
  return JSON.stringify({
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: encode(answer.clientDataJSON),
      attestationObject: bytes(answer.attestationObject),
      transports: answer.getTransports?.(),
      authenticatorData: bytes(answer.attestationObject ? null : answer.authenticatorData),
      signature: bytes(answer.signature),
      userHandle: bytes(answer.userHandle),
    },
  });
}
