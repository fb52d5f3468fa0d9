/**
 * What is measured while a network learns and when it is evaluated, as metrics that start empty, merge and compute, and how
 * far a run is.
 */
package dev.stagecraft.runtime.metric;
