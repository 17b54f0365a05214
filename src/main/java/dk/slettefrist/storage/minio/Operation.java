package dk.slettefrist.storage.minio;

/**
 * The S3 operations we use and the right each needs.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">S3 API operations and the
 *     policy actions they need</a>
 */
enum Operation {
    LIST_OBJECTS("ListObjectsV2", "s3:ListBucket"),
    CREATE_BUCKET("CreateBucket", "s3:CreateBucket"),
    GET_OBJECT_LOCK("GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"),
    GET_VERSIONING("GetBucketVersioning", "s3:GetBucketVersioning"),
    LIST_VERSIONS("ListObjectVersions", "s3:ListBucketVersions"),
    LIST_UPLOADS("ListMultipartUploads", "s3:ListBucketMultipartUploads"),
    ABORT_UPLOAD("AbortMultipartUpload", "s3:AbortMultipartUpload"),
    PUT_OBJECT("PutObject", "s3:PutObject"),
    HEAD_OBJECT("HeadObject", "s3:GetObject"),
    GET_OBJECT("GetObject", "s3:GetObject"),
    DELETE_OBJECTS("DeleteObjects", "s3:DeleteObject"),
    DELETE_VERSIONS("DeleteObjects with versions", "s3:DeleteObjectVersion");

    private final String title;
    private final String right;

    Operation(String title, String right) {
        this.title = title;
        this.right = right;
    }

    String right() {
        return right;
    }

    @Override
    public String toString() {
        return title;
    }
}
