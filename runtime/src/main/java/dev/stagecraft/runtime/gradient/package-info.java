/**
 * The backward pass: a walk over a finished forward graph that adds TensorFlow's own gradient operations, with a rule for
 * each type of operation.
 */
package dev.stagecraft.runtime.gradient;
