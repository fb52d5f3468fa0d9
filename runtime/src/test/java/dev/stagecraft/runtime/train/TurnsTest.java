package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.metric.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Listeners are called in the order that they declare, whatever the order in which they were given. */
class TurnsTest {
    private final List<String> called = new ArrayList<>();

    @Test
    void turnsComeFirstAndThenTheGivenOrder() {
        List<TrainListener> given = List.of(
                listener("save", TrainListener.Turn.SAVE),
                listener("write 1", TrainListener.Turn.WRITE),
                listener("show 1", TrainListener.Turn.SHOW),
                listener("write 2", TrainListener.Turn.WRITE),
                listener("show 2", TrainListener.Turn.SHOW));
        new Listeners(given).evaluating(Progress.START);
        assertEquals(List.of("show 1", "show 2", "write 1", "write 2", "save"), called);
    }

    @Test
    void listenerWithoutATurnIsNamed() {
        BadInputException thrown =
                assertThrows(BadInputException.class, () -> new Listeners(List.of(listener("none", null))));
        assertTrue(
                thrown.getMessage().endsWith(".turn() returned null; it must return an object"), thrown.getMessage());
    }

    private TrainListener listener(String name, TrainListener.Turn turn) {
        return new TrainListener() {
            @Override
            public Turn turn() {
                return turn;
            }

            @Override
            public void evaluating() {
                called.add(name);
            }
        };
    }
}
