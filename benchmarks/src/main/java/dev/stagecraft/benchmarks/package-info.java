/** Measurements side by side in one run; each prints a ratio of medians. */
package dev.stagecraft.benchmarks;
