/** Compares the tensors of a file with the variables of a network: what fits, what does not, and what to change. */
@NullMarked
package dev.stagecraft.weights.match;

import org.jspecify.annotations.NullMarked;
