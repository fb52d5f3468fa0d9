/**
 * The state of a run on disk: TensorFlow's own format beside a small manifest, in a folder that gets its name only when it
 * is whole; the policy of when to save and what to keep; and the lock that keeps two runs out of one folder.
 */
package dev.stagecraft.runtime.checkpoint;
