/** The command line. */
@NullMarked
package dev.stagecraft.cli;

import org.jspecify.annotations.NullMarked;
