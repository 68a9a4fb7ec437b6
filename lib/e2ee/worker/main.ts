// Order matters: what makes LiveKit's worker strict has to hear each message before it does.
import "./strict";
import "livekit-client/e2ee-worker";
