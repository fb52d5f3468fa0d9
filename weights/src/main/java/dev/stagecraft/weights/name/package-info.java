/** The names of variables in Stagecraft and in the files of others, both ways, with what happens to their values. */
@NullMarked
package dev.stagecraft.weights.name;

import org.jspecify.annotations.NullMarked;
