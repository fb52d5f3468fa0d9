/**
 * Weights on disk: TensorFlow's own format beside a small manifest, in a folder that gets its name only when it is
 * whole.
 */
package dev.stagecraft.runtime.checkpoint;
