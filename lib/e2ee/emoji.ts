/**
 * 64 emoji that look unlike one another at any size and in any font. Their order is part of the protocol; their names, for who cannot see
 * them, are in messages/en/emoji.json.
 */
// biome-ignore format: a table.
export const emojiTable = [
  "🐶", "🐱", "🦁", "🐴", "🐷", "🐘", "🐰", "🐼", "🐔", "🐧", "🐢", "🐟", "🐙", "🦋", "🌷", "🌳",
  "🌵", "🍄", "🌍", "🌙", "☁️", "🔥", "🍌", "🍎", "🍓", "🌽", "🍕", "🎂", "❤️", "🙂", "🤖", "🎩",
  "👓", "🔧", "🎅", "👍", "☂️", "⌛", "⏰", "🎁", "💡", "📕", "✏️", "📎", "✂️", "🔒", "🔑", "🔨",
  "☎️", "🏁", "🚂", "🚲", "✈️", "🚀", "🏆", "⚽", "🎸", "🎺", "🔔", "⚓", "🎧", "📁", "🌈", "🪑",
] as const;

export type Emoji = (typeof emojiTable)[number];
