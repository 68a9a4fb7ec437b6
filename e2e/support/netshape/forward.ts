import { connect, createServer, type Socket } from "node:net";

/** Connections from an address of a network to a port of loopback. */
export type Forward = {
  readonly port: number;
  /** Ends all connections, and takes no new ones. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
};

/** Takes connections on `host`:`port` and carries them to `to` on loopback. */
export async function openForward(host: string, port: number, to: number): Promise<Forward> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    if (isCut) return void client.destroy();
    const target = connect(to, "127.0.0.1");
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true).on("error", () => one.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((listening, refuse) => {
    server.once("error", refuse).listen(port, host, listening);
  });
  return {
    port,
    cut: () => {
      isCut = true;
      endAll();
    },
    mend: () => {
      isCut = false;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        endAll();
      }),
  };
}
