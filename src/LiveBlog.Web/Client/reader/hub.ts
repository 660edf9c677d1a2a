import { HttpTransportType, HubConnectionBuilder, LogLevel, type IHttpConnectionOptions } from "@microsoft/signalr";
import type { ChangeMessage } from "../shared/protocol";

/** What the server sends of its own accord. */
export interface HubEvents {
  changes(message: ChangeMessage): void;
  head(epoch: string, revision: number): void;
  /** The server is about to stop, and goes on telling for a moment: another connection, opened at once, leads to another one. */
  moving(): void;
  /** The connection is gone; nothing more comes. */
  closed(): void;
}

/** One connection to the hub; it is never reused after `stop` or `closed`. */
export interface Hub {
  start(): Promise<void>;
  follow(slug: string, epoch: string, revision: number): Promise<ChangeMessage>;
  /** Drops the connection at once, open or not. */
  stop(): void;
}

export type HubFactory = (url: string, events: HubEvents) => Hub;

/** What differs under Node, where there is no `WebSocket` and no `Origin`. */
export interface SignalRHubOptions {
  readonly webSocket?: typeof WebSocket;
  readonly headers?: Record<string, string>;
}

const serverTimeoutMs = 15_000;
const keepAliveMs = 5_000;

/** Makes connections with SignalR: WebSockets only, without negotiation, so that no sticky sessions are needed. */
export function signalRHub({ webSocket, headers }: SignalRHubOptions = {}): HubFactory {
  return (url, events) => {
    const Base = webSocket ?? WebSocket;
    let socket: WebSocket | undefined;
    // SignalR heeds `WebSocket` though its types leave it out.
    const options: IHttpConnectionOptions & { WebSocket: typeof WebSocket } = {
      skipNegotiation: true,
      transport: HttpTransportType.WebSockets,
      ...(headers && { headers }),
      WebSocket: class extends Base {
        constructor(...args: ConstructorParameters<typeof WebSocket>) {
          super(...args);
          socket = this;
        }
      },
    };
    const connection = new HubConnectionBuilder()
      .withUrl(url, options)
      .withServerTimeout(serverTimeoutMs)
      .withKeepAliveInterval(keepAliveMs)
      .configureLogging(LogLevel.None)
      .build();

    connection.on("Changes", events.changes);
    connection.on("Head", events.head);
    connection.on("Moving", events.moving);
    connection.onclose(() => events.closed());

    return {
      start: () => connection.start(),
      follow: (slug, epoch, revision) => connection.invoke<ChangeMessage>("Follow", slug, epoch, revision),
      stop() {
        // SignalR waits for a socket that is still opening, and a browser opens one socket to a host at a time.
        if (socket && socket.readyState === Base.CONNECTING) socket.close();
        connection.stop().catch(() => {});
      },
    };
  };
}
