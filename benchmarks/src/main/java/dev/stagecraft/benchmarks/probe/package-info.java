/** What runs in processes of its own: each program here measures one thing and prints its figures. */
@NullMarked
package dev.stagecraft.benchmarks.probe;

import org.jspecify.annotations.NullMarked;
