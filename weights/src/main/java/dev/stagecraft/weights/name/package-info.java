/** The names of variables in Stagecraft and in the files of others. */
@NullMarked
package dev.stagecraft.weights.name;

import org.jspecify.annotations.NullMarked;
