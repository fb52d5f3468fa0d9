package dev.stagecraft.samples.spring;

import dev.stagecraft.runtime.answer.Classifier;
import dev.stagecraft.runtime.answer.ClassifierOptions;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * The application. {@code --stagecraft.checkpoint=DIR} names a checkpoint, or a run, whose best checkpoint answers; the
 * network's class must be on the class path.
 */
@SpringBootApplication
public class PictureNames {
    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(PictureNames.class, arguments);
    }

    /** One classifier for all requests. Spring closes it at the end, after the last answer. */
    @Bean
    Classifier classifier(
            @Value("${stagecraft.checkpoint}") String checkpoint,
            @Value("${stagecraft.most-pixels:50000000}") long mostPixels,
            @Value("${stagecraft.most-bytes:20000000}") long mostBytes) {
        return Classifier.load(
                Path.of(checkpoint),
                ClassifierOptions.DEFAULT.withMostPixels(mostPixels).withMostBytes(mostBytes));
    }
}
