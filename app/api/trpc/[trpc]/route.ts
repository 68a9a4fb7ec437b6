import { handleRpc } from "../../../../server/rpc";
import { appRouter } from "../../../../server/trpc/router";

const handle = (request: Request) => handleRpc(request, appRouter);

export { handle as GET, handle as POST };
