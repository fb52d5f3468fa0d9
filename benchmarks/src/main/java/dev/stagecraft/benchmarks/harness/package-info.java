/** The harness: programs that take turns, on a machine that does nothing else, and tables of what they measured. */
@NullMarked
package dev.stagecraft.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
