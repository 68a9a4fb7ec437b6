import { connect, createServer, type Socket } from "node:net";

/** `open` lets through, `refuse` ends every connection at once, `hang` answers nothing. */
type Manner = "open" | "refuse" | "hang";

/** A door in front of a port on loopback, for plain connections. */
export type Gate = {
  port: number;
  /** From now on; connections that are there end, or hang, too. */
  set(manner: Manner): void;
  close(): void;
};

/** Opens a gate to a port. */
export async function openGate(to: () => number, port = 0): Promise<Gate> {
  const pairs = new Map<Socket, Socket>();
  let manner: Manner = "open";
  const drop = (socket: Socket) => {
    pairs.get(socket)?.destroy();
    pairs.delete(socket);
    socket.destroy();
  };
  const server = createServer((client) => {
    client.on("error", () => drop(client)).on("close", () => drop(client));
    if (manner === "refuse") return drop(client);
    const backend = connect(to(), "127.0.0.1");
    backend.on("error", () => drop(client)).on("close", () => drop(client));
    pairs.set(client, backend);
    const pass = (from: Socket, into: Socket) =>
      from.on("data", (data: Buffer) => {
        if (manner !== "hang") into.write(data);
      });
    pass(client, backend);
    pass(backend, client);
  });
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    set: (next) => {
      manner = next;
      if (next === "refuse") for (const socket of pairs.keys()) drop(socket);
    },
    close: () => {
      for (const socket of pairs.keys()) drop(socket);
      server.close();
    },
  };
}
