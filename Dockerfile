FROM node:22-bookworm-slim AS build
WORKDIR /peal
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# What builds leave for the next build is of no use in an image.
RUN npm run build && rm -rf .next/cache && npm prune --omit=dev --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production PEAL_HOST=0.0.0.0 PORT=3000
WORKDIR /peal
COPY --from=build /peal/node_modules node_modules
COPY --from=build /peal/.next .next
COPY --from=build /peal/dist dist
COPY --from=build /peal/public public
COPY --from=build /peal/drizzle drizzle
COPY --from=build /peal/messages messages
COPY --from=build /peal/scripts scripts
COPY --from=build /peal/package.json /peal/next.config.ts ./
USER node
EXPOSE 3000
CMD ["node", "--enable-source-maps", "dist/main.js"]
