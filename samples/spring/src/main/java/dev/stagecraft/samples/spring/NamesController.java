package dev.stagecraft.samples.spring;

import dev.stagecraft.runtime.answer.ClassProbability;
import dev.stagecraft.runtime.answer.Classifier;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes pictures and answers with the most likely classes. */
@RestController
class NamesController {
    private static final int TOP = 5;

    private final Classifier classifier;

    NamesController(Classifier classifier) {
        this.classifier = classifier;
    }

    /** The answer in JSON. */
    record Names(List<ClassProbability> classes) {}

    /** A form with a file, as a page sends it. */
    @PostMapping(path = "/names", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Names ofForm(@RequestParam MultipartFile picture) throws IOException {
        try (InputStream file = picture.getInputStream()) {
            return names(file);
        }
    }

    /** The file itself, as a program sends it. */
    @PostMapping(
            path = "/names",
            consumes = {"image/*", MediaType.APPLICATION_OCTET_STREAM_VALUE})
    Names ofFile(InputStream file) {
        return names(file);
    }

    private Names names(InputStream file) {
        return new Names(classifier.classify(file).top(TOP));
    }
}
