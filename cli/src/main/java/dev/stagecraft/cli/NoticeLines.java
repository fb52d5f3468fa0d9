package dev.stagecraft.cli;

import dev.stagecraft.runtime.train.TrainListener;

/** Prints what a person should know of a run. */
record NoticeLines(Console console) implements TrainListener {
    @Override
    public boolean notice(String text) {
        console.notice(text);
        return true;
    }
}
