package dev.stagecraft.samples.spring;

import dev.stagecraft.runtime.answer.RejectedPictureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/** Says in one sentence why there is no answer. */
@RestControllerAdvice
class Rejections {
    /** The reason in JSON. */
    record Rejection(String error) {}

    @ExceptionHandler
    ResponseEntity<Rejection> rejected(RejectedPictureException e) {
        HttpStatus status = e.isTooLarge() ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.BAD_REQUEST;
        return ResponseEntity.status(status).body(new Rejection(String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<Rejection> tooLarge(MaxUploadSizeExceededException e) {
        return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE)
                .body(new Rejection("the upload is too large; use a smaller picture"));
    }
}
