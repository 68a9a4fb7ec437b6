import { writable } from "@/lib/store";
import type { Chat } from "./chat";

/** The chats of this tab's calls, by call; lib/chat/attend-chat.ts opens and closes them. */
export const openChats = writable<ReadonlyMap<string, Chat>>(new Map());
