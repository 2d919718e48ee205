<?php
// Makes one of the provider's fifteen calls, with the fields and the options of curl that its documentation gives for
// it, and prints the answer as one line of JSON.
//
//   BASE_URL=… CLIENT_ID=… CLIENT_SECRET=… php samples.php <call> [<id>] [<code>]

[, $call] = $argv;
$id = $argv[2] ?? '';
$code = $argv[3] ?? '';

$samples = [
    'contact/list' => ['GET', 'contact/list', null],
    'contact/store' => ['POST', 'contact/store',
        ['firstname' => 'John', 'lastname' => 'Doe', 'mobile' => '081988123456']],
    'contact/update' => ['POST', "contact/update/$id",
        ['firstname' => 'John', 'lastname' => 'Doe', 'mobile' => '081988123456']],
    'contact/delete' => ['DELETE', "contact/delete/$id",
        ['firstname' => 'John', 'lastname' => 'Doe', 'mobile_code' => '880', 'mobile' => '01988']],
    'inbox/conversation-list' => ['GET', 'inbox/conversation-list', null],
    'inbox/change-conversation-status' => ['POST', "inbox/change-conversation-status/$id", ['status' => '1']],
    'inbox/conversation-details' => ['GET', "inbox/conversation-details/$id", ['status' => '1']],
    'inbox/send-message' => ['POST', 'inbox/send-message',
        ['mobile' => '081234567890', 'message' => 'Hello world']],
    'inbox/send-template-message' => ['POST', 'inbox/send-template-message',
        ['mobile' => '081234567890', 'template_id' => $id]],
    'inbox/template-list' => ['GET', 'inbox/template-list', null],
    'otp/send' => ['POST', 'otp/send', ['mobile' => '81234567890', 'from_number' => '628001234567']],
    'otp/verify' => ['POST', 'otp/verify', ['reference_id' => $id, 'otp_code' => $code]],
    'otp/status' => ['GET', "otp/status?reference_id=$id", null],
    'otp/resend' => ['POST', 'otp/resend', ['reference_id' => $id]],
    'otp/history' => ['GET', 'otp/history?page=1&per_page=15&status=verified', null],
];
[$method, $path, $fields] = $samples[$call];

$options = [
    CURLOPT_URL => getenv('BASE_URL') . '/' . $path,
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_ENCODING => '',
    CURLOPT_MAXREDIRS => 10,
    CURLOPT_TIMEOUT => 0,
    CURLOPT_FOLLOWLOCATION => true,
    CURLOPT_HTTP_VERSION => CURL_HTTP_VERSION_1_1,
    CURLOPT_CUSTOMREQUEST => $method,
    CURLOPT_HTTPHEADER => [
        'client-id: ' . getenv('CLIENT_ID'),
        'client-secret: ' . getenv('CLIENT_SECRET'),
    ],
];
if ($fields !== null) {
    $options[CURLOPT_POSTFIELDS] = $fields;
}

$curl = curl_init();
curl_setopt_array($curl, $options);
$response = curl_exec($curl);
if ($response === false) {
    fwrite(STDERR, curl_error($curl) . "\n");
    exit(1);
}
echo json_encode(json_decode($response, false, 512, JSON_THROW_ON_ERROR), JSON_THROW_ON_ERROR), "\n";
