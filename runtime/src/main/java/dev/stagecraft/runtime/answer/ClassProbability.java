package dev.stagecraft.runtime.answer;

/**
 * How likely a class is.
 *
 * @param index of the class, from 0
 * @param name of the class as in the data that the network was trained on; its index if the classes have no names
 * @param probability from 0 to 1; those of all classes sum to 1 but for rounding
 */
public record ClassProbability(int index, String name, float probability) {}
