export { readBody, refuseForeign, refuseOtherSites } from "./borders";
export { clientAddress, createContext, type RpcContext } from "./context";
export { handleRpc } from "./handle";
export { readJson } from "./json-body";
export { createCallerFactory, publicProcedure, router } from "./init";
export { problemResponse, statusOf, toProblem } from "./problems";
