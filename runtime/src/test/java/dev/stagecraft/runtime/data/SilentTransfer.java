package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.Transfer;

/** Tells nobody. */
public class SilentTransfer implements Transfer {
    @Override
    public void notice(String text) {}
}
