package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.metric.Progress;

/**
 * What a training is about to do, for listeners that show how far it is.
 *
 * @param epochs of the whole run, at least 1
 * @param stepsPerEpoch steps per epoch, at least 1
 * @param images number of training images per epoch
 * @param evaluated number of images that are evaluated after each epoch
 * @param tested number of images that are evaluated in addition after the last epoch: the test images if there are also
 *     validation images, else 0
 * @param from where training starts
 */
public record RunPlan(int epochs, int stepsPerEpoch, int images, int evaluated, int tested, Progress from) {}
