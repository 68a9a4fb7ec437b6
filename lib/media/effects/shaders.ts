/** A square over all; `flip` turns what a picture has on top to the top of the canvas. */
export const VERTEX = `#version 300 es
uniform float flip;
out vec2 at;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0;
  at = vec2(corner.x, mix(corner.y, 1.0 - corner.y, flip));
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

/** One direction of a Gaussian blur of 13 taps (sigma about 4 taps). */
export const BLUR = `#version 300 es
precision mediump float;
uniform sampler2D picture;
uniform vec2 step;
in vec2 at;
out vec4 colour;
const float weights[7] = float[](0.1068, 0.1035, 0.0943, 0.0806, 0.0648, 0.0489, 0.0346);
void main() {
  vec3 sum = texture(picture, at).rgb * weights[0];
  float all = weights[0];
  for (int tap = 1; tap < 7; tap++) {
    vec2 aside = step * float(tap);
    sum += (texture(picture, at + aside).rgb + texture(picture, at - aside).rgb) * weights[tap];
    all += 2.0 * weights[tap];
  }
  colour = vec4(sum / all, 1.0);
}`;

/**
 * Puts the person before what is behind them, lights them, and colours all of it. \`cut\` is 0 where nobody is told from the
 * background, \`fit\` the part of the background that is seen, \`light\` how much of portrait light falls.
 */
export const COMPOSE = `#version 300 es
precision mediump float;
uniform sampler2D picture;
uniform sampler2D behind;
uniform sampler2D person;
uniform float cut;
uniform vec2 fit;
uniform float light;
uniform mat3 colours;
uniform vec3 lift;
in vec2 at;
out vec4 colour;
void main() {
  vec3 front = texture(picture, at).rgb;
  float share = mix(1.0, smoothstep(0.35, 0.75, texture(person, at).r), cut);
  // From above in front, as a window would.
  float fall = 1.0 - smoothstep(0.1, 0.9, distance(at, vec2(0.5, 0.3)));
  vec3 lit = front + light * fall * (0.35 * front * (1.0 - front) + 0.08);
  vec3 back = texture(behind, (at - 0.5) * fit + 0.5).rgb * (1.0 - 0.2 * light);
  colour = vec4(clamp(colours * mix(back, lit, share) + lift, 0.0, 1.0), 1.0);
}`;
