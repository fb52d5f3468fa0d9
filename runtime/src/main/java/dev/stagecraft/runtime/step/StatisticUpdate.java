package dev.stagecraft.runtime.step;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A moving statistic, and its value after the step. Building a network collects these and assigns nothing.
 *
 * @param variable the statistic
 * @param next of the variable's shape
 */
record StatisticUpdate(Variable variable, Operand<TFloat32> next) {}
