/** Holds the tensors of a file against the variables of a network: what fits, what does not, and how to mend it. */
@NullMarked
package dev.stagecraft.weights.match;

import org.jspecify.annotations.NullMarked;
