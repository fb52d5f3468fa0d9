package dev.stagecraft.benchmarks;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Folders of drawn JPEG files: smooth colors, edges and noise, so that files are neither tiny nor huge. */
final class DrawnJpegs {
    private static final int SHAPES = 12;

    private DrawnJpegs() {}

    /** Puts pictures into a folder for each class. */
    static void write(Path folder, int pictures, int classes, int width, int height) throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < pictures; i++) {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            for (int shape = 0; shape < SHAPES; shape++) {
                graphics.setColor(new Color(random.nextInt(1 << 24)));
                graphics.fillOval(
                        random.nextInt(width),
                        random.nextInt(height),
                        1 + random.nextInt(width),
                        1 + random.nextInt(height));
            }
            graphics.dispose();
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    image.setRGB(x, y, image.getRGB(x, y) ^ random.nextInt(8) * 0x010101);
                }
            }
            Path of = Files.createDirectories(folder.resolve("class" + i % classes));
            ImageIO.write(image, "jpg", of.resolve(i + ".jpg").toFile());
        }
    }
}
