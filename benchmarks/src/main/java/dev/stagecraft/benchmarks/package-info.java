/** Measurements side by side in one run; each prints a ratio of medians. */
@NullMarked
package dev.stagecraft.benchmarks;

import org.jspecify.annotations.NullMarked;
