package dev.stagecraft.runtime.train;

/**
 * What an epoch gave.
 *
 * @param epoch from 1
 * @param loss mean softmax cross-entropy over the epoch's training images, in nats, each before its step's update
 * @param trainAccuracy share of them that were classified right, before their step's update
 * @param testAccuracy share of the test images that the network classifies right after the epoch
 * @param seconds the whole epoch took, evaluation included, as in the text
 * @param imagesPerSecond training images by the time that training alone took
 */
public record EpochResult(
        int epoch, double loss, double trainAccuracy, double testAccuracy, double seconds, double imagesPerSecond) {}
