/** Benchmarks that compare two sides in one run and print the ratio of the medians. */
@NullMarked
package dev.stagecraft.benchmarks;

import org.jspecify.annotations.NullMarked;
