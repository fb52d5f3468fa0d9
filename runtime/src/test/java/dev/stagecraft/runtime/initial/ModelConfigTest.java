package dev.stagecraft.runtime.initial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a stranger's {@code config.json} says, and what is ignored. */
class ModelConfigTest {
    private final List<String> notices = new ArrayList<>();

    private static ModelConfig config(String json) {
        return new ModelConfig(JsonParser.parseString(json).getAsJsonObject());
    }

    @Test
    void namesOfClasses() {
        assertEquals(
                List.of("crane", "crane", "7"),
                config("{\"label_names\": [\"crane\", \"crane\", 7]}").classNames(notices));
        assertEquals(
                List.of("\ud83d\udc08"),
                config("{\"label_names\": [\"\\ud83d\\udc08\"]}").classNames(notices));
        assertEquals(List.of(), config("{\"label_names\": [\"a\", null]}").classNames(notices));
        assertEquals(List.of(), config("{}").classNames(notices));
        assertEquals(List.of(), notices);
    }

    /** No file in UTF-8 holds half of a surrogate pair, so that the checkpoint would have another name. */
    @Test
    void namesThatNoFileHolds() {
        assertEquals(
                List.of(), config("{\"label_names\": [\"cat\", \"d\\udc08g\"]}").classNames(notices));
        assertEquals(
                List.of("the label_names in config.json are ignored, because d\\udc08g is not valid Unicode; name the"
                        + " classes in a file of your own"),
                notices);
    }

    @Test
    void nullSaysNothing() {
        assertEquals(
                Optional.of("mit"),
                config("{\"license\": null, \"pretrained_cfg\": {\"license\": \"mit\"}}")
                        .license());
        assertEquals(
                Optional.of("bsd"),
                config("{\"license\": \"bsd\", \"pretrained_cfg\": {\"license\": \"mit\"}}")
                        .license());
        assertEquals(
                Optional.empty(),
                config("{\"license\": null, \"pretrained_cfg\": null}").license());
    }
}
